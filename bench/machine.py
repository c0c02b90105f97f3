"""What the machine gives while the benchmark runs: other figures are read beside these."""

from __future__ import annotations

import time

import numpy as np

from bench.rows import Row, figure


def rows(repeats: int = 5) -> list[Row]:
    a = np.random.default_rng(0).standard_normal((2048, 2048), np.float32)
    out = np.empty_like(a)
    big, copy = np.ones(1 << 25, np.float32), np.empty(1 << 25, np.float32)
    products, bandwidth = [], []
    for _turn in range(repeats):
        began = time.perf_counter()
        np.matmul(a, a, out=out)
        products.append(2 * 2048**3 / (time.perf_counter() - began) / 1e9)
        began = time.perf_counter()
        np.copyto(copy, big)
        bandwidth.append(2 * big.nbytes / (time.perf_counter() - began) / 1e9)
    return [
        figure("machine: float32 matrix product", products, "GFLOP/s"),
        figure("machine: memory, read and written", bandwidth, "GB/s"),
    ]
