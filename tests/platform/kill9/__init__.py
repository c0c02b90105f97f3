"""What the kill -9 test runs in processes of their own: settings with short waits, an outside world, a submitter."""
