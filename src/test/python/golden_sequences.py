"""Golden numbers for models of sequences, computed by PyTorch in float64 and written as float32.

    /usr/bin/python3 src/test/python/golden_sequences.py src/test/resources/golden

Needs what golden.py needs; writes sequences.safetensors. The file's __metadata__ says what each set holds.
"""

import sys
from pathlib import Path

import torch
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from golden import BATCH, HIDDEN, INPUT, LENGTHS, TIME, rounded, write

LAYERS, CLASSES, OUTPUTS = 2, 3, 2
SKIPPED = [(0, 1), (2, 0), (2, 3)]  # (sequence, step): steps that do not count


class Net(torch.nn.Module):
    def __init__(self, cell, directions, outputs):
        super().__init__()
        kind = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[cell]
        self.rnn = kind(INPUT, HIDDEN, num_layers=LAYERS, bidirectional=directions == 2, batch_first=True)
        self.output = torch.nn.Linear(directions * HIDDEN, outputs)
        self.directions = directions

    def forward(self, x, per_step):
        packed, state = self.rnn(pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False))
        if per_step:
            return self.output(pad_packed_sequence(packed, batch_first=True, total_length=TIME)[0])
        h = state[0] if isinstance(state, tuple) else state  # (layers x directions, batch, hidden)
        return self.output(torch.cat(list(h[-self.directions :]), dim=1))


def counted():
    """Which steps count, (batch, time)."""
    mask = torch.arange(TIME)[None] < torch.tensor(LENGTHS)[:, None]
    for sequence, step in SKIPPED:
        assert mask[sequence, step]
        mask[sequence, step] = False
    return mask


def case(cell, directions, labels, per_step, seed):
    torch.manual_seed(seed)
    net = Net(cell, directions, CLASSES if labels else OUTPUTS).double()
    x = rounded(BATCH, TIME, INPUT)
    places = (BATCH, TIME) if per_step else (BATCH,)
    target = torch.randint(CLASSES, places) if labels else rounded(*places, OUTPUTS)
    scores = net(x, per_step)
    known, right = (scores[counted()], target[counted()]) if per_step else (scores, target)
    loss = functional.cross_entropy(known, right) if labels else functional.mse_loss(known, right)
    loss.backward()
    saved = {"x": x, "target": target, "scores": scores, "loss": loss.reshape(1), "lengths": torch.tensor(LENGTHS)}
    if per_step:
        saved["counted"] = counted()
    saved.update(net.named_parameters())
    saved.update({"grad." + name: parameter.grad for name, parameter in net.named_parameters()})
    return saved


def sequences():
    tensors, seed = {}, 0
    for cell in ("lstm", "gru"):
        for directions in (1, 2):
            for labels in (True, False):
                for per_step in (False, True):
                    seed += 1
                    told = f"{'labels' if labels else 'numbers'}.{'steps' if per_step else 'whole'}"
                    prefix = f"{cell}.{('uni', 'bi')[directions - 1]}.{told}"
                    saved = case(cell, directions, labels, per_step, 3000 + seed)
                    tensors.update({f"{prefix}/{name}": tensor for name, tensor in saved.items()})
    metadata = {
        "source": f"torch {torch.__version__}, float64, batch_first, packed sequences",
        "keys": "<lstm|gru>.<uni|bi>.<labels|numbers>.<whole|steps>/<tensor>",
        "sizes": f"input {INPUT}, hidden {HIDDEN}, layers {LAYERS}, classes {CLASSES}, outputs {OUTPUTS}",
        "scores": "a linear layer on the top layer's last state (whole) or on its outputs (steps)",
        "loss": "cross_entropy or mse_loss, the mean over all sequences or over the steps that count",
        "counted": "1 where a step counts, (batch, time)",
    }
    return tensors, metadata


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("golden_sequences.py needs the output folder: golden_sequences.py src/test/resources/golden")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    write(folder / "sequences.safetensors", *sequences())
