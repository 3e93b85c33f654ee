"""Courses while they are written: drafts, their files, reviews, and what publishing one would change."""
