"""Golden numbers for connectionist temporal classification, computed by PyTorch's CTCLoss in float64.

    /usr/bin/python3 src/test/python/golden_ctc.py src/test/resources/golden

Needs what golden.py needs; writes ctc.safetensors, as float32. The file's __metadata__ says what each set holds.
"""

import sys
from pathlib import Path

import torch
from torch.nn import functional

from golden import rounded, write

FRAMES, OUTPUTS = 40, 9
LENGTHS = [40, 40, 23, 31, 17, 1, 12, 40]
TARGETS = [6, 0, 9, 1, 13, 1, 0, 30]
CASES = {"first": (0, 2), "last": (OUTPUTS - 1, 2), "middle": (4, 2), "sharp": (0, 40)}


def targets(blank):
    """Labels without the blank: the fifth sequence has one label over and over, the last as many as fit."""
    labels = [label for label in range(OUTPUTS) if label != blank]
    drawn = [[labels[i] for i in torch.randint(len(labels), (n,)).tolist()] for n in TARGETS]
    drawn[2][3:6] = [drawn[2][3]] * 3
    drawn[4] = [labels[2]] * 9
    drawn[7] = [label for _ in range(10) for label in (labels[0], labels[0], labels[1])]
    return drawn


def case(blank, scale, seed):
    torch.manual_seed(seed)
    scores = (rounded(len(LENGTHS), FRAMES, OUTPUTS) * scale).requires_grad_()
    wanted = targets(blank)
    flat = torch.tensor([label for one in wanted for label in one])
    counts = [len(one) for one in wanted]
    losses = functional.ctc_loss(
        scores.log_softmax(2).transpose(0, 1), flat, torch.tensor(LENGTHS), torch.tensor(counts), blank, "none"
    )
    losses.sum().backward()
    return {
        "scores": scores,
        "frames": torch.tensor(LENGTHS),
        "labels": flat,
        "counts": torch.tensor(counts),
        "losses": losses,
        "gradient": scores.grad,
        "blank": torch.tensor([blank]),
    }


def ctc():
    tensors = {}
    for seed, (prefix, given) in enumerate(CASES.items()):
        tensors.update({f"{prefix}/{name}": tensor for name, tensor in case(*given, 6000 + seed).items()})
    metadata = {
        "source": f"torch {torch.__version__}, float64, ctc_loss of log_softmax, reduction none",
        "keys": "<first|last|middle|sharp>/<tensor>: by the place of the blank; sharp has scores twenty times as large",
        "labels": "those of all sequences one behind the other, as many of each as counts says",
        "gradient": "of the sum of the losses by the scores",
    }
    return tensors, metadata


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("golden_ctc.py needs the output folder: golden_ctc.py src/test/resources/golden")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    write(folder / "ctc.safetensors", *ctc())
