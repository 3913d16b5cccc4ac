"""What a shop is and what a guide answers: pure Python that knows nothing of Pelican."""
