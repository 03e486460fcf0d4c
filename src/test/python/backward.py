"""Golden numbers for the way back through time, computed by PyTorch's autograd in float64 and written as float32.

    /usr/bin/python3 src/test/python/backward.py src/test/resources/golden

Needs PyTorch (1.13 made the file in the repository) and NumPy; writes backward.safetensors. It holds the cells that
torch.nn does not have, run by a loop written out here, in the same sets as golden.py's recurrent.safetensors; and for
every cell one long sequence with the gradient with respect to each state on the way. The loop itself is held to
torch.nn: where a cell is there, outputs and gradients of both must agree, and torch.nn's are the ones written. Beside
them stand a few matrices with their spectral radius.
"""

import math
import sys
from pathlib import Path

import numpy as np
import torch

from golden import BATCH, HIDDEN, INPUT, TIME, rounded, write

LOOPED = ("sigmoid", "peephole_lstm", "gru_reset_before")
CELLS = ("tanh", "relu", "sigmoid", "lstm", "peephole_lstm", "gru", "gru_reset_before")
LONG = 50
GATES = {"lstm": 4, "peephole_lstm": 4, "gru": 3, "gru_reset_before": 3}
MEMORY = ("lstm", "peephole_lstm")


def step(cell, w, suffix, x, h, c):
    """One step of one cell: (batch, inputs), (batch, hidden) to the next h and c (c is None without a memory)."""
    w_ih, w_hh = w["weight_ih" + suffix], w["weight_hh" + suffix]
    b_ih, b_hh = w["bias_ih" + suffix], w["bias_hh" + suffix]
    a = x @ w_ih.T + b_ih
    if cell in ("tanh", "relu", "sigmoid"):
        a = a + h @ w_hh.T + b_hh
        if cell == "relu":
            assert a.abs().min() > 1e-5, "too near the kink for float32: take another seed"
        return getattr(torch, cell)(a), None
    if cell == "lstm":
        i, f, g, o = (a + h @ w_hh.T + b_hh).chunk(4, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c
    if cell == "peephole_lstm":
        i, f, g, o = (a + h @ w_hh.T + b_hh).chunk(4, 1)
        i = torch.sigmoid(i + w["weight_ci" + suffix] * c)
        f = torch.sigmoid(f + w["weight_cf" + suffix] * c)
        c = f * c + i * torch.tanh(g)
        return torch.sigmoid(o + w["weight_co" + suffix] * c) * torch.tanh(c), c
    a_r, a_z, a_n = a.chunk(3, 1)
    w_r, w_z, w_n = w_hh.chunk(3, 0)
    b_r, b_z, b_n = b_hh.chunk(3, 0)
    r = torch.sigmoid(a_r + h @ w_r.T + b_r)
    z = torch.sigmoid(a_z + h @ w_z.T + b_z)
    if cell == "gru":
        n = torch.tanh(a_n + r * (h @ w_n.T + b_n))
    else:
        n = torch.tanh(a_n + (r * h) @ w_n.T + b_n)
    return (1 - z) * n + z * h, None


def loop(cell, w, layers, directions, inputs, nudges):
    """A stack over a sequence; nudges are zeros added to each state, so that their gradient is the state's."""
    y, last_h, last_c = inputs["x"], [], []
    for layer in range(layers):
        ways = []
        for direction in range(directions):
            k = layer * directions + direction
            suffix = f"_l{layer}" + ("_reverse" if direction else "")
            h, c = inputs["h0"][k], inputs["c0"][k] if "c0" in inputs else None
            outputs = [None] * y.shape[1]
            for t in reversed(range(y.shape[1])) if direction else range(y.shape[1]):
                h, c = step(cell, w, suffix, y[:, t], h, c)
                h = h + nudges["states_h"][k, :, t]
                c = None if c is None else c + nudges["states_c"][k, :, t]
                outputs[t] = h
            ways.append(torch.stack(outputs, 1))
            last_h.append(h)
            last_c.append(c)
        y = torch.cat(ways, 2)
    results = {"y": y, "h_n": torch.stack(last_h)}
    if cell in MEMORY:
        results["c_n"] = torch.stack(last_c)
    return results


def weights(cell, layers, directions):
    """Uniform within 1 / sqrt(hidden), as torch.nn starts; drawn as float32."""
    rows, made = GATES.get(cell, 1) * HIDDEN, {}
    for layer in range(layers):
        for suffix in [f"_l{layer}", f"_l{layer}_reverse"][:directions]:
            made["weight_ih" + suffix] = (rows, INPUT if layer == 0 else directions * HIDDEN)
            made["weight_hh" + suffix] = (rows, HIDDEN)
            made["bias_ih" + suffix] = made["bias_hh" + suffix] = (rows,)
            if cell == "peephole_lstm":
                for name in ("weight_ci", "weight_cf", "weight_co"):
                    made[name + suffix] = (HIDDEN,)
    bound = 1 / math.sqrt(HIDDEN)
    return {name: torch.empty(shape).uniform_(-bound, bound).double() for name, shape in made.items()}


def network(cell, w, layers, directions):
    options = dict(num_layers=layers, bidirectional=directions == 2, batch_first=True)
    kinds = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
    net = kinds[cell](INPUT, HIDDEN, **options) if cell in kinds else torch.nn.RNN(
        INPUT, HIDDEN, nonlinearity=cell, **options)
    net = net.double()
    net.load_state_dict(w)
    return net


def fused(cell, w, layers, directions, inputs):
    """The same sequence by torch.nn: its results and its weights, which hold the gradients."""
    net = network(cell, w, layers, directions)
    if cell == "lstm":
        y, (h_n, c_n) = net(inputs["x"], (inputs["h0"], inputs["c0"]))
        return {"y": y, "h_n": h_n, "c_n": c_n}, dict(net.named_parameters())
    y, h_n = net(inputs["x"], inputs["h0"])
    return {"y": y, "h_n": h_n}, dict(net.named_parameters())


def gradients(results, cotangents, leaves):
    """The loss, and its gradient with respect to each leaf."""
    loss = sum((results[name] * cotangents[weight]).sum()
               for name, weight in (("y", "w_y"), ("h_n", "w_h"), ("c_n", "w_c")) if name in results)
    found = torch.autograd.grad(loss, list(leaves.values()))
    return {"loss": loss.reshape(1), **{"grad." + name: gradient for name, gradient in zip(leaves, found)}}


def case(cell, layers, directions, batch, time, seed, with_states):
    torch.manual_seed(seed)
    w = weights(cell, layers, directions)
    count = layers * directions
    inputs = {"x": rounded(batch, time, INPUT), "h0": rounded(count, batch, HIDDEN)}
    cotangents = {"w_y": rounded(batch, time, directions * HIDDEN), "w_h": rounded(count, batch, HIDDEN)}
    nudges = {"states_h": torch.zeros(count, batch, time, HIDDEN).double()}
    if cell in MEMORY:
        inputs["c0"], cotangents["w_c"] = rounded(count, batch, HIDDEN), rounded(count, batch, HIDDEN)
        nudges["states_c"] = torch.zeros(count, batch, time, HIDDEN).double()
    for tensor in [*w.values(), *inputs.values(), *nudges.values()]:
        tensor.requires_grad_()
    results = loop(cell, w, layers, directions, inputs, nudges)
    found = gradients(results, cotangents, {**w, **inputs, **nudges})
    if cell not in LOOPED:
        kernel, parameters = fused(cell, w, layers, directions, inputs)
        theirs = gradients(kernel, cotangents, {**parameters, **inputs})
        for name, tensor in {**kernel, **theirs}.items():
            mine = {**results, **found}[name]
            assert torch.allclose(mine, tensor, rtol=1e-10, atol=1e-10), (cell, name)
        results, found = kernel, {**found, **theirs}
    if not with_states:
        found = {name: gradient for name, gradient in found.items() if "states" not in name}
    return {**inputs, **cotangents, **w, **results, **found}


def matrices(seed):
    """Square matrices with the size of their largest eigenvalue, by numpy's QR algorithm."""
    torch.manual_seed(seed)
    triangle = torch.triu(rounded(24, 24), 1) * 4 + torch.diag(torch.linspace(-0.9, 0.7, 24).float().double())
    made = {
        "normal": rounded(32, 32) / 8,
        "uneven": (triangle + torch.tril(rounded(24, 24), -1) / 1024).float().double(),
        "orthogonal": (torch.linalg.qr(rounded(20, 20))[0] * 1.25).float().double(),
    }
    return {f"radius.{name}/{key}": tensor for name, w in made.items() for key, tensor in {
        "w": w, "radius": torch.tensor([np.abs(np.linalg.eigvals(w.numpy())).max()])}.items()}


def backward():
    tensors, seed = matrices(2999), 3000
    for cell in LOOPED:
        for layers in (1, 2, 3):
            for directions in (1, 2):
                seed += 1
                made = case(cell, layers, directions, BATCH, TIME, seed, False)
                prefix = f"{cell}.{layers}.{('uni', 'bi')[directions - 1]}"
                tensors.update({f"{prefix}/{name}": tensor for name, tensor in made.items()})
    for cell in CELLS:
        seed += 1
        made = case(cell, 2, 2, 1, LONG, seed, True)
        tensors.update({f"{cell}.long/{name}": tensor for name, tensor in made.items()})
    metadata = {
        "source": f"torch {torch.__version__}, float64, batch_first; torch.nn where it has the cell, else a loop",
        "keys": "<sigmoid|peephole_lstm|gru_reset_before>.<layers>.<uni|bi>/<tensor>, <any cell>.long/<tensor>",
        "sizes": f"input {INPUT}, hidden {HIDDEN}, batch {BATCH}, time {TIME}",
        "long": f"2 layers, both ways, batch 1, time {LONG}, with grad.states_h and grad.states_c"
                " (layers x directions, batch, time, hidden), h and c of one step as independent variables",
        "radius": "radius.<matrix>/w and radius, the largest |eigenvalue| by numpy.linalg.eigvals",
        "loss": "sum(y*w_y) + sum(h_n*w_h) + (with a memory) sum(c_n*w_c)",
        "gates": "rows of the weights: lstms i f g o; grus r z n, gru_reset_before n = tanh(W_in x + b_in + W_hn (r*h) + b_hn)",
    }
    return tensors, metadata


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("backward.py needs the output folder: backward.py src/test/resources/golden")
    torch.set_num_threads(1)
    write(Path(sys.argv[1]) / "backward.safetensors", *backward())
