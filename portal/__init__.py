"""Sẵn Sàng: training and field readiness for volunteer digital-transformation teams."""
