"""Invented people, teams and facts for demonstration mode. Nothing here exists without PORTAL_DEMO."""
