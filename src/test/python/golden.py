"""Golden numbers for the tests, computed by PyTorch in float64 and written as float32.

    /usr/bin/python3 src/test/python/golden.py src/test/resources/golden

Needs PyTorch (1.13 made the files in the repository) and NumPy; writes recurrent.safetensors and
optimisers.safetensors. The files' __metadata__ says what each set holds.
"""

import json
import math
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

INPUT, HIDDEN, BATCH, TIME = 3, 4, 3, 5
LENGTHS = [5, 2, 4]
STEPS = 100
RECORDED = (1, 2, 5, 10, 20, 50, 100)
ROWS, BATCHES = 4, 5
CELLS = ("tanh", "relu", "lstm", "gru")


def rounded(*shape):
    """Normal numbers that float32 holds exactly, as float64."""
    return torch.randn(*shape, dtype=torch.float32).double()


def write(path, tensors, metadata):
    """The safetensors layout: length of the header, header, raw little-endian values in the header's order."""
    header, data = {"__metadata__": metadata}, b""
    for name in sorted(tensors):
        values = torch.as_tensor(tensors[name]).detach().numpy().astype("<f4")
        assert np.isfinite(values).all(), name
        raw = values.tobytes()
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


# --- recurrent ---------------------------------------------------------------------------------


def network(cell, layers, directions, seed):
    torch.manual_seed(seed)
    options = dict(num_layers=layers, bidirectional=directions == 2, batch_first=True)
    if cell == "lstm":
        net = torch.nn.LSTM(INPUT, HIDDEN, **options)
    elif cell == "gru":
        net = torch.nn.GRU(INPUT, HIDDEN, **options)
    else:
        net = torch.nn.RNN(INPUT, HIDDEN, nonlinearity=cell, **options)
    return net.double()  # the weights were drawn as float32, so float32 holds them exactly


def with_gradients(net, loss, saved, inputs):
    """Adds the loss, the weights and all gradients to what a case saves."""
    loss.backward()
    saved["loss"] = loss.reshape(1)
    saved.update(net.named_parameters())
    for name, tensor in list(net.named_parameters()) + list(inputs.items()):
        saved["grad." + name] = tensor.grad
    return saved


def whole(cell, layers, directions, seed):
    """Every sequence runs over all the time steps, from a random state."""
    net = network(cell, layers, directions, seed)
    state = (layers * directions, BATCH, HIDDEN)
    inputs = {"x": rounded(BATCH, TIME, INPUT), "h0": rounded(*state)}
    cotangents = {"w_y": rounded(BATCH, TIME, directions * HIDDEN), "w_h": rounded(*state)}
    if cell == "lstm":
        inputs["c0"] = rounded(*state)
        cotangents["w_c"] = rounded(*state)
    for tensor in inputs.values():
        tensor.requires_grad_()
    results = {}
    if cell == "lstm":
        results["y"], (results["h_n"], results["c_n"]) = net(inputs["x"], (inputs["h0"], inputs["c0"]))
    else:
        results["y"], results["h_n"] = net(inputs["x"], inputs["h0"])
    loss = (results["y"] * cotangents["w_y"]).sum() + (results["h_n"] * cotangents["w_h"]).sum()
    if cell == "lstm":
        loss = loss + (results["c_n"] * cotangents["w_c"]).sum()
    return with_gradients(net, loss, {**inputs, **cotangents, **results}, inputs)


def ragged(cell, layers, directions, seed):
    """Sequences of different lengths, packed, from a zero state."""
    net = network(cell, layers, directions, seed)
    inputs = {"x": rounded(BATCH, TIME, INPUT).requires_grad_()}
    cotangents = {
        "w_y": rounded(BATCH, TIME, directions * HIDDEN),
        "w_h": rounded(layers * directions, BATCH, HIDDEN),
    }
    packed, state = net(pack_padded_sequence(inputs["x"], LENGTHS, batch_first=True, enforce_sorted=False))
    results = {"y": pad_packed_sequence(packed, batch_first=True, total_length=TIME)[0]}
    if cell == "lstm":
        results["h_n"], results["c_n"] = state
    else:
        results["h_n"] = state
    loss = (results["y"] * cotangents["w_y"]).sum() + (results["h_n"] * cotangents["w_h"]).sum()
    saved = {"lengths": torch.tensor(LENGTHS), **inputs, **cotangents, **results}
    return with_gradients(net, loss, saved, inputs)


def recurrent():
    tensors, seed = {}, 0
    for cell in CELLS:
        for layers in (1, 2, 3):
            for directions in (1, 2):
                prefix = f"{cell}.{layers}.{('uni', 'bi')[directions - 1]}"
                seed += 1
                case = whole(cell, layers, directions, seed)
                tensors.update({f"{prefix}/{name}": tensor for name, tensor in case.items()})
                if layers == 2:
                    case = ragged(cell, layers, directions, 100 + seed)
                    tensors.update({f"{prefix}.lengths/{name}": tensor for name, tensor in case.items()})
    metadata = {
        "source": f"torch {torch.__version__}, float64, batch_first",
        "keys": "<tanh|relu|lstm|gru>.<layers>.<uni|bi>[.lengths]/<tensor>",
        "sizes": f"input {INPUT}, hidden {HIDDEN}, batch {BATCH}, time {TIME}",
        "loss": "sum(y*w_y) + sum(h_n*w_h) + (lstm, not in the .lengths sets) sum(c_n*w_c)",
        "lengths": f"{LENGTHS}, zero initial state, y is 0 on padding; w_y is not",
        "gates": "rows of the weights: lstm i f g o; gru r z n, n = tanh(W_in x + b_in + r*(W_hn h + b_hn))",
    }
    return tensors, metadata


# --- optimisers --------------------------------------------------------------------------------


def problem():
    """Least squares on noisy rows, taken four at a time, of which the columns have very different sizes."""
    torch.manual_seed(1000)
    x = rounded(BATCHES, ROWS, 4) * torch.tensor([1.0, 1.0, 0.5, 0.25])
    return {"x": x, "y": rounded(BATCHES, ROWS, 3), "w0": rounded(4, 3)}


def trajectory(make, schedule, given):
    """The parameter after some of the steps; step t learns from batch t mod 5."""
    parameter = torch.nn.Parameter(given["w0"].clone())
    optimiser = make([parameter])
    base = optimiser.param_groups[0]["lr"]
    path = []
    for step in range(STEPS):
        if schedule:
            optimiser.param_groups[0]["lr"] = base * (0.5 + 0.5 * math.cos(math.pi * step / STEPS))
        optimiser.zero_grad()
        x, y = given["x"][step % BATCHES], given["y"][step % BATCHES]
        (((x @ parameter) - y) ** 2).sum().div(2 * ROWS).backward()
        optimiser.step()
        if step + 1 in RECORDED:
            path.append(parameter.detach().clone())
    return torch.stack(path)


def one_cycle():
    """Ten thousand steps, so that PyTorch's count of steps is nearly continuous time."""
    total = 10_000
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimiser = torch.optim.SGD([parameter], lr=1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=1, total_steps=total, cycle_momentum=False)
    factors = []
    for step in range(total):
        if step % 500 == 0:
            factors.append(schedule.get_last_lr()[0])
        optimiser.step()
        if step + 1 < total:
            schedule.step()
    return {"factor": torch.tensor(factors + schedule.get_last_lr())}


def clipped(seed):
    torch.manual_seed(seed)
    a, b = rounded(3, 2), rounded(5)
    saved = {"a": a, "b": b}
    for limit in (0.5, 100):
        parameters = [torch.nn.Parameter(torch.zeros_like(tensor)) for tensor in (a, b)]
        for parameter, gradient in zip(parameters, (a, b)):
            parameter.grad = gradient.clone()
        saved["norm"] = torch.nn.utils.clip_grad_norm_(parameters, limit).reshape(1)
        saved[f"a.{limit}"], saved[f"b.{limit}"] = (parameter.grad for parameter in parameters)
    return saved


def optimisers():
    sgd, adam, adamw = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW
    rmsprop, adagrad, adadelta = torch.optim.RMSprop, torch.optim.Adagrad, torch.optim.Adadelta
    rms, ada = dict(lr=0.01, alpha=0.99, eps=1e-8), dict(lr=1.0, rho=0.9, eps=1e-6)
    scheduled = f"lr of step t = 0..{STEPS - 1} times 0.5+0.5*cos(pi*t/{STEPS})"
    runs = {
        "sgd": (sgd, dict(lr=0.1), False),
        "sgd_momentum": (sgd, dict(lr=0.1, momentum=0.9), False),
        "sgd_nesterov": (sgd, dict(lr=0.1, momentum=0.9, nesterov=True), False),
        "sgd_decay": (sgd, dict(lr=0.1, momentum=0.9, weight_decay=0.01), False),
        "sgd_momentum_schedule": (sgd, dict(lr=0.1, momentum=0.9), True),
        "adam": (adam, dict(lr=0.01, betas=(0.9, 0.999), eps=1e-8), False),
        "adam_decay": (adam, dict(lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01), False),
        "adam_epsilon": (adam, dict(lr=0.01, betas=(0.8, 0.99), eps=0.1), False),
        "adamw": (adamw, dict(lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.1), False),
        "adam_schedule": (adam, dict(lr=0.01, betas=(0.9, 0.999), eps=1e-8), True),
        "sgd_nesterov_decay": (sgd, dict(lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01), False),
        "adamw_schedule": (adamw, dict(lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.1), True),
        "rmsprop": (rmsprop, rms, False),
        "rmsprop_momentum": (rmsprop, dict(rms, momentum=0.9), False),
        "rmsprop_epsilon": (rmsprop, dict(rms, eps=0.1), False),
        "rmsprop_decay": (rmsprop, dict(rms, weight_decay=0.1), False),
        "rmsprop_momentum_decay_schedule": (rmsprop, dict(rms, momentum=0.9, weight_decay=0.1), True),
        "adagrad": (adagrad, dict(lr=0.1, eps=1e-10), False),
        "adagrad_decay": (adagrad, dict(lr=0.1, eps=1e-10, weight_decay=0.1), False),
        "adagrad_full": (
            adagrad,
            dict(lr=0.1, lr_decay=0.01, initial_accumulator_value=0.1, eps=0.1, weight_decay=0.1),
            False,
        ),
        "adagrad_schedule": (adagrad, dict(lr=0.1, eps=1e-10), True),
        "adadelta": (adadelta, ada, False),
        "adadelta_decay": (adadelta, dict(ada, weight_decay=0.1), False),
        "adadelta_schedule": (adadelta, dict(ada, lr=2.0), True),
    }
    given = problem()
    tensors = {f"problem/{key}": tensor for key, tensor in given.items()}
    metadata = {
        "source": f"torch {torch.__version__}, float64",
        "keys": f"problem/<x|y|w0>; <run>/w: the parameter after steps {RECORDED}",
        "problem": f"step t learns from batch t mod {BATCHES} of sum((x w - y)^2) / (2 * {ROWS} rows), w from w0",
        "clip_norm": "clip_grad_norm_ at 0.5 and 100 over a and b together: scale min(1, max/(norm+1e-6))",
        "one_cycle": "OneCycleLR, max_lr 1, total_steps 10000: the lr of steps 0, 500, ..., 9500 and 9999",
    }
    for name, (kind, options, schedule) in runs.items():
        tensors[f"{name}/w"] = trajectory(lambda parameters: kind(parameters, **options), schedule, given)
        settings = ", ".join(f"{key} {value}" for key, value in options.items())
        metadata[name] = f"torch.optim.{kind.__name__} {settings}" + (f"; {scheduled}" if schedule else "")
    tensors.update({f"one_cycle/{key}": tensor for key, tensor in one_cycle().items()})
    tensors.update({f"clip_norm/{key}": tensor for key, tensor in clipped(2000).items()})
    return tensors, metadata


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("golden.py needs the output folder: golden.py src/test/resources/golden")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    write(folder / "recurrent.safetensors", *recurrent())
    write(folder / "optimisers.safetensors", *optimisers())
