"""Golden numbers for features of sounds, by the formulas in float64 and written as float32.

    /usr/bin/python3 src/test/python/golden_audio.py src/test/resources/golden

Needs NumPy, and PyTorch for the writing of golden.py; writes audio.safetensors. Spectra are sums over the definition of the
Fourier transform, bands are triangles over all bins, and differences and means are taken as they are written.
"""

import sys
from pathlib import Path

import numpy as np

from golden import write

CASES = {  # rate, seconds, bands, coefficients, window, hop, lowest, normalised, deltas
    "log_mel": (8000, 0.21, 40, 0, 0.025, 0.01, 0.0, False, 0),
    "mfcc": (8000, 0.21, 40, 13, 0.025, 0.01, 0.0, False, 0),
    "all": (16000, 0.3, 26, 12, 0.032, 0.0125, 100.0, True, 2),
    "short": (8000, 0.012, 20, 0, 0.025, 0.01, 0.0, False, 1),
}


def sound(rate, seconds, seed):
    t = np.arange(round(rate * seconds)) / rate
    noise = np.random.default_rng(seed).standard_normal(t.size)
    x = 0.3 * np.sin(2 * np.pi * 440 * t) + 0.2 * np.sin(2 * np.pi * (500 + 4000 * t) * t) + 0.01 * noise
    return x.astype(np.float32)


def mel(hertz):
    return 2595 * np.log10(1 + np.asarray(hertz) / 700)


def triangles(rate, size, bands, lowest):
    edges = np.linspace(mel(lowest), mel(rate / 2), bands + 2)
    bins = mel(np.arange(size // 2 + 1) * rate / size)
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rising, falling))


def log_mel(x, rate, bands, window, hop, lowest):
    n, step = round(window * rate), round(hop * rate)
    size = 1
    while size < n:
        size *= 2
    x = np.concatenate([x, np.zeros(max(0, n - x.size))])
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / n)
    k = np.arange(size // 2 + 1)
    fourier = np.exp(-2j * np.pi * np.outer(k, np.arange(n)) / size)
    frames = np.stack([x[s : s + n] for s in range(0, x.size - n + 1, step)])
    power = np.abs((frames * hann) @ fourier.T) ** 2 / np.sum(hann**2)
    return np.log(np.maximum(1e-10, power @ triangles(rate, size, bands, lowest).T))


def cosines(rows, coefficients):
    n = rows.shape[1]
    basis = np.array([[np.cos(np.pi * k * (2 * b + 1) / (2 * n)) for b in range(n)] for k in range(coefficients)])
    basis *= np.sqrt(2 / n)
    basis[0] /= np.sqrt(2)
    return rows @ basis.T


def slopes(rows):
    padded = np.concatenate([rows[:1], rows[:1], rows, rows[-1:], rows[-1:]])
    return (-2 * padded[:-4] - padded[1:-3] + padded[3:-1] + 2 * padded[4:]) / 10


def features(x, rate, bands, coefficients, window, hop, lowest, normalised, deltas):
    rows = log_mel(x.astype(np.float64), rate, bands, window, hop, lowest)
    rows = cosines(rows, coefficients) if coefficients else rows
    all_rows = [rows]
    for _ in range(deltas):
        all_rows.append(slopes(all_rows[-1]))
    rows = np.concatenate(all_rows, axis=1)
    return (rows - rows.mean(axis=0)) / rows.std(axis=0) if normalised else rows


def main(folder):
    tensors = {}
    for seed, (name, (rate, seconds, *spec)) in enumerate(CASES.items()):
        x = sound(rate, seconds, seed)
        tensors[f"{name}/sound"] = x
        tensors[f"{name}/features"] = features(x, rate, *spec)
    metadata = {name: "rate, seconds, bands, coefficients, window, hop, lowest, normalised, deltas: " + str(case)
                for name, case in CASES.items()}
    write(Path(folder) / "audio.safetensors", tensors, metadata)


main(sys.argv[1])
