"""Golden numbers for models of words, computed by PyTorch in float64 and written as float32.

    /usr/bin/python3 src/test/python/golden_text.py src/test/resources/golden

Needs what golden.py needs; writes text.safetensors. The file's __metadata__ says what each set holds. The random field's
partition function is the sum over every sequence of tags, one by one.
"""

import sys
from itertools import product
from pathlib import Path

import torch
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from golden import BATCH, HIDDEN, INPUT, LENGTHS, TIME, write

WORDS = ["ab", "c", "bca", "a"]
SPECIAL = 4  # <pad>, <unk>, <bos>, <eos>
LETTERS = "abc"
LETTER, SMALL, CLASSES = 2, 2, 3
BEGIN, END = 2, 3


class Net(torch.nn.Module):
    def __init__(self, pooling, letters, field):
        super().__init__()
        self.pooling = pooling
        self.words = torch.nn.Embedding(SPECIAL + len(WORDS), INPUT)
        width = INPUT
        self.letters = None
        if letters:
            self.letters = torch.nn.Embedding(SPECIAL + len(LETTERS), LETTER)
            self.letters.rnn = torch.nn.GRU(LETTER, SMALL, bidirectional=True, batch_first=True)
            width += 2 * SMALL
        self.rnn = torch.nn.LSTM(width, HIDDEN, bidirectional=True, batch_first=True)
        if pooling == "attention":
            self.attention = torch.nn.Module()
            self.attention.hidden = torch.nn.Linear(2 * HIDDEN, 2 * HIDDEN)
            self.attention.score = torch.nn.Linear(2 * HIDDEN, 1, bias=False)
        self.output = torch.nn.Linear(2 * HIDDEN, CLASSES)
        if field:
            self.field = torch.nn.Module()
            self.field.transitions = torch.nn.Parameter(torch.randn(CLASSES, CLASSES))
            self.field.start = torch.nn.Parameter(torch.randn(CLASSES))
            self.field.end = torch.nn.Parameter(torch.randn(CLASSES))

    def spelled(self, word):
        ids = [BEGIN, *(SPECIAL + LETTERS.index(letter) for letter in WORDS[word - SPECIAL]), END]
        _, h = self.letters.rnn(self.letters(torch.tensor([ids])))
        return torch.cat([h[0, 0], h[1, 0]])

    def forward(self, ids):
        x = self.words(ids)
        if self.letters is not None:
            nothing = x.new_zeros(2 * SMALL)
            read = [[self.spelled(int(w)) if w else nothing for w in row] for row in ids]
            x = torch.cat([x, torch.stack([torch.stack(row) for row in read])], dim=2)
        packed, (h, _) = self.rnn(pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False))
        y = pad_packed_sequence(packed, batch_first=True, total_length=TIME)[0]
        if self.pooling is None:
            return self.output(y)
        rows = [y[b, :length] for b, length in enumerate(LENGTHS)]
        if self.pooling == "last":
            pooled = torch.cat([h[0], h[1]], dim=1)
        elif self.pooling == "mean":
            pooled = torch.stack([row.mean(0) for row in rows])
        elif self.pooling == "max":
            pooled = torch.stack([row.max(0).values for row in rows])
        else:
            weights = [self.attention.score(torch.tanh(self.attention.hidden(row))).softmax(0) for row in rows]
            pooled = torch.stack([(w * row).sum(0) for w, row in zip(weights, rows)])
        return self.output(pooled)

    def negative_log_likelihood(self, scores, tags):
        def total(path):
            path = list(path)
            on_words = sum(scores[t, tag] for t, tag in enumerate(path))
            between = sum(self.field.transitions[a, b] for a, b in zip(path, path[1:]))
            return on_words + between + self.field.start[path[0]] + self.field.end[path[-1]]

        every = torch.stack([total(path) for path in product(range(CLASSES), repeat=len(scores))])
        return every.logsumexp(0) - total(int(tag) for tag in tags)


def case(pooling, letters, field, seed):
    torch.manual_seed(seed)
    net = Net(pooling, letters, field).double()
    mask = torch.arange(TIME)[None] < torch.tensor(LENGTHS)[:, None]
    ids = torch.randint(SPECIAL, SPECIAL + len(WORDS), (BATCH, TIME)) * mask
    scores = net(ids)
    if pooling is not None:
        target = torch.randint(CLASSES, (BATCH,))
        loss = functional.cross_entropy(scores, target)
    else:
        target = torch.randint(CLASSES, (BATCH, TIME))
        if field:
            each = [net.negative_log_likelihood(scores[b, :n], target[b, :n]) for b, n in enumerate(LENGTHS)]
            loss = sum(each) / sum(LENGTHS)
        else:
            loss = functional.cross_entropy(scores[mask], target[mask])
    loss.backward()
    saved = {"ids": ids, "target": target, "scores": scores, "loss": loss.reshape(1), "lengths": torch.tensor(LENGTHS)}
    saved.update(net.named_parameters())
    saved.update({"grad." + name: parameter.grad for name, parameter in net.named_parameters()})
    return saved


def text():
    cases = {pooling: (pooling, pooling == "max", False) for pooling in ("last", "mean", "max", "attention")}
    cases.update({"tags": (None, False, False), "tags.letters": (None, True, False), "field": (None, True, True)})
    tensors = {}
    for seed, (prefix, given) in enumerate(cases.items()):
        tensors.update({f"{prefix}/{name}": tensor for name, tensor in case(*given, 5000 + seed).items()})
    metadata = {
        "source": f"torch {torch.__version__}, float64, batch_first, packed sequences",
        "keys": "<last|mean|max|attention|tags|tags.letters|field>/<tensor>",
        "words": " ".join(WORDS) + ", behind <pad> <unk> <bos> <eos>; letters a b c behind the same",
        "sizes": f"word {INPUT}, letter {LETTER}, GRU of letters 2x{SMALL} (max, tags.letters, field), "
        f"LSTM 2x{HIDDEN}, classes {CLASSES}",
        "loss": "cross entropy, the mean over texts or words; of field that of whole sentences over their words",
    }
    return tensors, metadata


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("golden_text.py needs the output folder: golden_text.py src/test/resources/golden")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    write(folder / "text.safetensors", *text())
