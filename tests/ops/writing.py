"""A process that writes into the journal until it is killed: `python -m tests.ops.writing`."""

import django

if __name__ == "__main__":
    django.setup()
    from tests.kernel.journal_cast import write_line

    from zhujian.kernel.journal import seal

    while True:
        for _ in range(20):
            write_line(note="写")
        seal()
