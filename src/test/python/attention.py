"""Golden numbers for attention and the decoder that attends, by PyTorch's autograd in float64.

    /usr/bin/python3 src/test/python/attention.py src/test/resources/golden

Needs PyTorch (1.13 made the file in the repository) and NumPy; writes attention.safetensors. Sentences are taken one by
one, cut to their real length, and decoded step by step: there is no padding and no mask here. Before it writes, the
script compares its scaled dot attention with torch.nn.MultiheadAttention.
"""

import math
import sys
from pathlib import Path

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from golden import BATCH, HIDDEN, INPUT, LENGTHS, TIME, rounded, write

TYPES = ("additive", "general", "dot", "scaled_dot")
UNITS, TARGET, OUTPUTS = 6, 4, 5
TARGET_LENGTHS = [3, 4, 1]
KEYS = 2 * HIDDEN  # of the encoder, which reads both ways
DECODERS = {  # name: cell, layers, attention, input feeding
    "lstm.1.general": ("lstm", 1, "general", False),
    "lstm.2.additive": ("lstm", 2, "additive", False),
    "gru.2.general": ("gru", 2, "general", False),
    "lstm.2.additive.feeding": ("lstm", 2, "additive", True),
    "gru.1.general.feeding": ("gru", 1, "general", True),
    "tanh.2.additive.feeding": ("tanh", 2, "additive", True),
    "lstm.2.none": ("lstm", 2, "none", False),  # one key, the summary
}


def weights_of(kind, queries, keys):
    shapes = {"weight_query": (UNITS, queries), "weight_key": (UNITS, keys), "weight_score": (UNITS,)}
    if kind == "general":
        shapes = {"weight_key": (queries, keys)}
    elif kind != "additive":
        shapes = {}
    return {name: (rounded(*shape) * 0.5).requires_grad_() for name, shape in shapes.items()}


def attend(kind, w, q, keys):
    """One query (queries) over the keys (time, width) of one sentence."""
    if kind == "additive":
        scores = torch.stack([torch.tanh(w["weight_query"] @ q + w["weight_key"] @ k) @ w["weight_score"] for k in keys])
    elif kind == "general":
        scores = torch.stack([q @ w["weight_key"] @ k for k in keys])
    elif kind == "none":
        scores = torch.zeros(len(keys), dtype=torch.float64)
    else:
        scores = torch.stack([q @ k for k in keys]) / (math.sqrt(len(q)) if kind == "scaled_dot" else 1)
    a = torch.softmax(scores, 0)
    return sum(weight * key for weight, key in zip(a, keys)), a


def padded(rows, length):
    """Zeros behind the first axis."""
    return torch.cat([rows, torch.zeros(length - len(rows), *rows.shape[1:], dtype=torch.float64)])


def finished(saved, leaves, loss):
    loss.backward()
    saved.update(leaves)
    saved["loss"] = loss.reshape(1)
    saved.update({"grad." + name: leaf.grad for name, leaf in leaves.items()})
    return saved


def attention(kind, seed):
    torch.manual_seed(seed)
    queries = KEYS if "dot" in kind else HIDDEN
    w = weights_of(kind, queries, KEYS)
    leaves = {
        "queries": rounded(BATCH, TARGET, queries).requires_grad_(),
        "keys": rounded(BATCH, TIME, KEYS).requires_grad_(),
        **w,
    }
    saved = {"w_context": rounded(BATCH, TARGET, KEYS), "w_weights": rounded(BATCH, TARGET, TIME)}
    contexts, weights = [], []
    for k, length in enumerate(LENGTHS):
        pairs = [attend(kind, w, q, leaves["keys"][k, :length]) for q in leaves["queries"][k]]
        contexts.append(torch.stack([context for context, _ in pairs]))
        weights.append(torch.stack([padded(a, TIME) for _, a in pairs]))
    saved["context"], saved["weights"] = torch.stack(contexts), torch.stack(weights)
    saved["lengths"] = torch.tensor(LENGTHS)
    loss = sum((saved[name] * saved["w_" + name]).sum() for name in ("context", "weights"))
    return finished(saved, leaves, loss)


def network(cell, inputs, layers, both=False):
    options = dict(num_layers=layers, bidirectional=both, batch_first=True)
    if cell == "tanh":
        return torch.nn.RNN(inputs, HIDDEN, **options).double()
    return {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[cell](inputs, HIDDEN, **options).double()


def decoder(cell, layers, kind, feeding, seed):
    torch.manual_seed(seed)
    parts = 2 if cell == "lstm" else 1
    encoder = network(cell, INPUT, 2, True)
    stack = network(cell, INPUT + (OUTPUTS if feeding else 0), layers)
    bridge = torch.nn.Linear(4 * HIDDEN, parts * layers * HIDDEN).double()
    width, time = (4 * HIDDEN, 1) if kind == "none" else (KEYS, TIME)
    combine = torch.nn.Linear(width + HIDDEN, OUTPUTS).double()
    w = weights_of(kind, HIDDEN, KEYS)
    modules = {"encoder.": encoder, "decoder.rnn.": stack, "decoder.bridge.": bridge, "decoder.combine.": combine}
    leaves = {prefix + name: p for prefix, module in modules.items() for name, p in module.named_parameters()}
    leaves.update({"decoder.attention." + name: p for name, p in w.items()})
    x = leaves["x"] = rounded(BATCH, TIME, INPUT).requires_grad_()
    y = leaves["y"] = rounded(BATCH, TARGET, INPUT).requires_grad_()
    saved = {"w_vectors": rounded(BATCH, TARGET, OUTPUTS), "w_weights": rounded(BATCH, TARGET, time)}
    packed, last = encoder(pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False))
    outputs = pad_packed_sequence(packed, batch_first=True)[0]
    h = last[0] if cell == "lstm" else last
    vectors, weights = [], []
    for k, (length, steps) in enumerate(zip(LENGTHS, TARGET_LENGTHS)):
        summary = h[:, k].flatten()
        keys = summary[None] if kind == "none" else outputs[k, :length]
        state = torch.tanh(bridge(summary)).reshape(parts, layers, 1, HIDDEN)
        state = (state[0], state[1]) if cell == "lstm" else state[0]
        vector, made, seen = torch.zeros(OUTPUTS, dtype=torch.float64), [], []
        for t in range(steps):
            read = torch.cat([y[k, t], vector]) if feeding else y[k, t]
            out, state = stack(read.reshape(1, 1, -1), state)
            context, a = attend(kind, w, out[0, 0], keys)
            vector = torch.tanh(combine(torch.cat([context, out[0, 0]])))
            made.append(vector)
            seen.append(padded(a, time))
        vectors.append(padded(torch.stack(made), TARGET))
        weights.append(padded(torch.stack(seen), TARGET))
    saved["vectors"], saved["weights"] = torch.stack(vectors), torch.stack(weights)
    saved["lengths"], saved["target_lengths"] = torch.tensor(LENGTHS), torch.tensor(TARGET_LENGTHS)
    loss = sum((saved[name] * saved["w_" + name]).sum() for name in ("vectors", "weights"))
    return finished(saved, leaves, loss)


def check():
    """Scaled dot attention is torch.nn's with one head and no projections."""
    torch.manual_seed(7)
    q, keys = rounded(TARGET, KEYS), rounded(TIME, KEYS)
    module = torch.nn.MultiheadAttention(KEYS, 1, bias=False).double()
    with torch.no_grad():
        module.in_proj_weight.copy_(torch.eye(KEYS).repeat(3, 1))
        module.out_proj.weight.copy_(torch.eye(KEYS))
        expected, a = module(q, keys, keys)
    for one, context, weights in zip(q, expected, a):
        found = attend("scaled_dot", {}, one, keys)
        assert torch.allclose(found[0], context) and torch.allclose(found[1], weights)


def cases():
    tensors = {}
    for k, kind in enumerate(TYPES):
        tensors.update({f"{kind}/{name}": tensor for name, tensor in attention(kind, 400 + k).items()})
    for k, (case, parts) in enumerate(DECODERS.items()):
        tensors.update({f"decoder.{case}/{name}": tensor for name, tensor in decoder(*parts, 450 + k).items()})
    metadata = {
        "source": f"loops over torch {torch.__version__} operations and torch.nn, float64",
        "keys": "<additive|general|dot|scaled_dot>/<tensor>; decoder.<cell>.<layers>.<attention>[.feeding]/<tensor>",
        "sizes": f"input {INPUT}, hidden {HIDDEN}, units {UNITS}, outputs {OUTPUTS}, batch {BATCH}, time {TIME}, "
        f"target time {TARGET}; the encoder has two layers both ways",
        "loss": "sum(context*w_context) or sum(vectors*w_vectors), + sum(weights*w_weights)",
        "lengths": f"{LENGTHS} of sources, {TARGET_LENGTHS} of a decoder's targets; results are 0 on padding",
    }
    return tensors, metadata


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("attention.py needs the output folder: attention.py src/test/resources/golden")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    check()
    write(folder / "attention.safetensors", *cases())
