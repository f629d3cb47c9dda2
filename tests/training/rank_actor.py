"""One process of a training under torchrun, reporting every step: rank_actor.py FAULT STEP, then the words of the command line.

FAULT happens to the second process at STEP: "none", "asked" (the system asks it to end) or "killed".
"""

import os
import signal
import sys

from torch import Tensor

from engines import cli
from engines.training import batches, trainer


def main() -> int:
    fault, step = sys.argv[1], int(sys.argv[2])
    trainer.TICK = -1.0
    rows = batches.Order.rows

    def faulty(order: batches.Order, at: int) -> Tensor:
        if at == step and os.environ["RANK"] == "1" and fault != "none":
            os.kill(os.getpid(), {"asked": signal.SIGTERM, "killed": signal.SIGKILL}[fault])
        return rows(order, at)

    batches.Order.rows = faulty  # type: ignore[method-assign]
    return cli.run(sys.argv[3:])


if __name__ == "__main__":
    sys.exit(main())
