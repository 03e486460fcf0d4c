"""Golden numbers for the cells that no engine fuses, by hand-written loops and PyTorch's autograd in float64.

    /usr/bin/python3 src/test/python/unrolled.py src/test/resources/golden

Needs PyTorch (1.13 made the file in the repository) and NumPy; writes unrolled.safetensors. Keys, sizes and loss are those
of golden.py. Before it writes, the script runs its loops over an LSTM, a GRU and a tanh network too, and compares them
with torch.nn.
"""

import sys
from pathlib import Path

import torch

from golden import BATCH, HIDDEN, INPUT, LENGTHS, TIME, network, rounded, with_gradients, write

CELLS = {"sigmoid": 1, "peephole_lstm": 4, "gru_reset_before": 3}  # and how many gates
MEMORY = ("lstm", "peephole_lstm")


class Weights:
    """Named as torch.nn names them, (W_ih, W_hh, b_ih, b_hh), and (w_ci, w_cf, w_co) for peepholes."""

    def __init__(self, cell, layers, directions):
        self.named, gates = {}, CELLS[cell]
        for layer in range(layers):
            width = INPUT if layer == 0 else directions * HIDDEN
            for direction in range(directions):
                suffix = f"_l{layer}" + ("_reverse" if direction else "")
                shapes = {
                    "weight_ih": (gates * HIDDEN, width),
                    "weight_hh": (gates * HIDDEN, HIDDEN),
                    "bias_ih": (gates * HIDDEN,),
                    "bias_hh": (gates * HIDDEN,),
                }
                if cell == "peephole_lstm":
                    shapes.update({name: (HIDDEN,) for name in ("weight_ci", "weight_cf", "weight_co")})
                for name, shape in shapes.items():
                    self.named[name + suffix] = (rounded(*shape) * 0.5).requires_grad_()

    def named_parameters(self):
        return self.named.items()


def step(cell, w, suffix, x, state):
    """One step of one sequence: x (features), state (h,) or (h, c), each (hidden)."""
    h = state[0]
    a = w["weight_ih" + suffix] @ x + w["bias_ih" + suffix]
    W, b = w["weight_hh" + suffix], w["bias_hh" + suffix]
    if cell in ("tanh", "sigmoid"):
        return (getattr(torch, cell)(a + W @ h + b),)
    if cell in MEMORY:
        c = state[1]
        peep = [w[f"weight_c{gate}" + suffix] if cell == "peephole_lstm" else 0 for gate in "ifo"]
        i, f, g, o = (a + W @ h + b).split(HIDDEN)
        i, f = torch.sigmoid(i + peep[0] * c), torch.sigmoid(f + peep[1] * c)
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(o + peep[2] * c)
        return o * torch.tanh(c), c
    (ar, az, an), (Wr, Wz, Wn), (br, bz, bn) = a.split(HIDDEN), W.split(HIDDEN), b.split(HIDDEN)
    r, z = torch.sigmoid(ar + Wr @ h + br), torch.sigmoid(az + Wz @ h + bz)
    if cell == "gru_reset_before":
        n = torch.tanh(an + Wn @ (r * h) + bn)
    else:
        n = torch.tanh(an + r * (Wn @ h + bn))
    return ((1 - z) * n + z * h,)


def run(cell, w, layers, directions, x, lengths, before):
    """Outputs (batch, time, directions x hidden), zero on padding, and the last states (layers x directions, ...)."""
    outputs, last = [], []
    for k, length in enumerate(lengths):
        below, ends = [x[k, t] for t in range(length)], []
        for layer in range(layers):
            sides = []
            for direction in range(directions):
                suffix = f"_l{layer}" + ("_reverse" if direction else "")
                state = tuple(part[len(ends), k] for part in before)
                side = [None] * length
                for t in reversed(range(length)) if direction else range(length):
                    state = step(cell, w, suffix, below[t], state)
                    side[t] = state[0]
                ends.append(state)
                sides.append(side)
            below = [torch.cat(both) for both in zip(*sides)]
        padding = [torch.zeros(directions * HIDDEN, dtype=torch.float64)] * (x.shape[1] - length)
        outputs.append(torch.stack(below + padding))
        last.append([torch.stack([state[part] for state in ends]) for part in range(len(before))])
    return torch.stack(outputs), [torch.stack(part, 1) for part in zip(*last)]


def case(cell, layers, directions, seed, lengths=None):
    """Random states go in where every sequence has all the steps, zeros where the lengths differ."""
    torch.manual_seed(seed)
    net = Weights(cell, layers, directions)
    shape = (layers * directions, BATCH, HIDDEN)
    parts = ("h", "c") if cell in MEMORY else ("h",)
    inputs = {"x": rounded(BATCH, TIME, INPUT)}
    cotangents = {"w_y": rounded(BATCH, TIME, directions * HIDDEN), **{f"w_{part}": rounded(*shape) for part in parts}}
    if lengths:
        before = [torch.zeros(shape, dtype=torch.float64) for _ in parts]
    else:
        before = [inputs.setdefault(f"{part}0", rounded(*shape)) for part in parts]
    for tensor in inputs.values():
        tensor.requires_grad_()
    y, last = run(cell, net.named, layers, directions, inputs["x"], lengths or [TIME] * BATCH, before)
    loss = (y * cotangents["w_y"]).sum()
    for part, end in zip(parts, last):
        loss = loss + (end * cotangents[f"w_{part}"]).sum()
    results = {"y": y, **{f"{part}_n": end for part, end in zip(parts, last)}}
    extra = {"lengths": torch.tensor(lengths)} if lengths else {}
    return with_gradients(net, loss, {**extra, **inputs, **cotangents, **results}, inputs)


def check():
    """The loops are torch.nn's on the cells that it has."""
    for cell in ("tanh", "lstm", "gru"):
        net = network(cell, 2, 2, 7)
        x = rounded(BATCH, TIME, INPUT)
        zeros = [torch.zeros(4, BATCH, HIDDEN, dtype=torch.float64)] * (2 if cell == "lstm" else 1)
        expected, state = net(x)
        y, last = run(cell, dict(net.named_parameters()), 2, 2, x, [TIME] * BATCH, zeros)
        for one, other in zip([y, *last], [expected, *(state if cell == "lstm" else (state,))]):
            assert torch.allclose(one, other, rtol=0, atol=1e-12), cell


def unrolled():
    tensors, seed = {}, 200
    for cell in CELLS:
        for layers in (1, 2, 3):
            for directions in (1, 2):
                prefix = f"{cell}.{layers}.{('uni', 'bi')[directions - 1]}"
                seed += 1
                found = case(cell, layers, directions, seed)
                tensors.update({f"{prefix}/{name}": tensor for name, tensor in found.items()})
                if layers == 2:
                    found = case(cell, layers, directions, 100 + seed, LENGTHS)
                    tensors.update({f"{prefix}.lengths/{name}": tensor for name, tensor in found.items()})
    metadata = {
        "source": f"loops over torch {torch.__version__} operations, float64",
        "keys": "<sigmoid|peephole_lstm|gru_reset_before>.<layers>.<uni|bi>[.lengths]/<tensor>",
        "sizes": f"input {INPUT}, hidden {HIDDEN}, batch {BATCH}, time {TIME}",
        "loss": "sum(y*w_y) + sum(h_n*w_h) + (peephole_lstm) sum(c_n*w_c)",
        "lengths": f"{LENGTHS}, zero initial state, y is 0 on padding; w_y is not",
        "gates": "rows of the weights: lstm i f g o; gru r z n, n = tanh(W_in x + b_in + W_hn (r*h) + b_hn)",
    }
    return tensors, metadata


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("unrolled.py needs the output folder: unrolled.py src/test/resources/golden")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    check()
    write(folder / "unrolled.safetensors", *unrolled())
