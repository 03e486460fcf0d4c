"""Golden numbers for a recogniser of speech, computed by PyTorch in float64 and written as float32.

    /usr/bin/python3 src/test/python/golden_speech.py src/test/resources/golden

Needs what golden.py needs; writes speech.safetensors. The file's __metadata__ says what each set holds.
"""

import sys
from pathlib import Path

import torch
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from golden import rounded, write

FEATURES, HIDDEN, SYMBOLS, TIME = 3, 4, 3, 9
LENGTHS = [9, 5, 7]
TARGETS = [[0, 1, 1, 2], [2, 2, 2], [1]]  # the second fills its frames


class Net(torch.nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.rnn = torch.nn.GRU(FEATURES, HIDDEN, num_layers=layers, bidirectional=True, batch_first=True)
        self.output = torch.nn.Linear(2 * HIDDEN, SYMBOLS + 1)

    def forward(self, x):
        packed, _ = self.rnn(pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False))
        return self.output(pad_packed_sequence(packed, batch_first=True, total_length=TIME)[0])


def case(layers, seed):
    torch.manual_seed(seed)
    net = Net(layers).double()
    x = rounded(len(LENGTHS), TIME, FEATURES)
    flat = torch.tensor([label for target in TARGETS for label in target])
    counts = torch.tensor([len(target) for target in TARGETS])
    logs = net(x).log_softmax(2).transpose(0, 1)
    total = functional.ctc_loss(logs, flat, torch.tensor(LENGTHS), counts, SYMBOLS, "sum")
    loss = total / len(flat)
    loss.backward()
    saved = {"x": x, "loss": loss.reshape(1)}
    saved.update(net.named_parameters())
    saved.update({"grad." + name: parameter.grad for name, parameter in net.named_parameters()})
    return saved


def speech():
    tensors = {}
    for layers in (1, 2):
        tensors.update({f"gru{layers}/{name}": tensor for name, tensor in case(layers, 7000 + layers).items()})
    metadata = {
        "source": f"torch {torch.__version__}, float64, batch_first, packed sequences",
        "keys": "gru<layers>/<tensor>",
        "sizes": f"features {FEATURES}, hidden {HIDDEN} each way, symbols {SYMBOLS} and behind them the blank",
        "loss": f"ctc_loss, summed over steps of {LENGTHS} with targets {TARGETS}, by the number of symbols",
    }
    return tensors, metadata


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("golden_speech.py needs the output folder: golden_speech.py src/test/resources/golden")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    write(folder / "speech.safetensors", *speech())
