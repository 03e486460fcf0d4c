"""Golden numbers for an LSTM that writes sequences, computed by PyTorch in float64 and written as float32.

    /usr/bin/python3 src/test/python/golden_gan.py src/test/resources/golden

Needs what golden.py needs; writes gan.safetensors: weights, sequences, and the natural logarithm of each one's probability.
The last row of the table of vectors is read before the first symbol.
"""

import sys
from pathlib import Path

import torch

from golden import write

SYMBOLS, LENGTH, WIDTH, COUNT = 7, 6, 5, 9


def main(folder):
    torch.manual_seed(11)
    torch.set_default_dtype(torch.float64)
    embedding = torch.nn.Embedding(SYMBOLS + 1, WIDTH)
    rnn = torch.nn.LSTM(WIDTH, WIDTH, batch_first=True)
    output = torch.nn.Linear(WIDTH, SYMBOLS)
    weights = {}
    for name, module in {"embedding": embedding, "rnn": rnn, "output": output}.items():
        for own, parameter in module.named_parameters():
            torch.nn.init.normal_(parameter)
            parameter.data = parameter.data.float().double()
            weights[f"oracle/{name}.{own}"] = parameter.detach()
    sequences = torch.randint(SYMBOLS, (COUNT, LENGTH))
    before = torch.cat([torch.full((COUNT, 1), SYMBOLS), sequences[:, :-1]], dim=1)
    logs = output(rnn(embedding(before))[0]).log_softmax(2)
    chosen = logs.gather(2, sequences.unsqueeze(2)).squeeze(2).sum(1)
    tensors = {**weights, "oracle/sequences": sequences.double(), "oracle/logs": chosen.detach()}
    write(folder / "gan.safetensors", tensors, {"oracle": "an LSTM that writes sequences"})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
