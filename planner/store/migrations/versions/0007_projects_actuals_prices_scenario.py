"""Projects, invoices and frozen plans, special prices, exchange rates, and the scenario that a client's doors show."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exchange_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_currency", sa.String(length=3), nullable=False),
        sa.Column("to_currency", sa.String(length=3), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("rate", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "baseline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_baseline_client_id", "baseline", ["client_id"])
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("lane", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("price_status", sa.String(length=20), nullable=False),
        sa.Column("quote", sa.String(length=200), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_project_client_id", "project", ["client_id"])
    op.create_table(
        "special_price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("hardware_minor", sa.BigInteger(), nullable=False),
        sa.Column("labour_minutes", sa.Integer(), nullable=True),
        sa.Column("priced_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("client_id", "category", "kind", "text"),
    )
    op.create_index("ix_special_price_client_id", "special_price", ["client_id"])
    op.create_table(
        "invoice_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("invoiced_on", sa.Date(), nullable=False),
        sa.Column("vendor", sa.String(length=200), nullable=True),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("serial_number", sa.String(length=200), nullable=True),
        sa.Column("asset_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["asset.id"],
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_invoice_line_asset_id", "invoice_line", ["asset_id"])
    op.create_index("ix_invoice_line_client_id", "invoice_line", ["client_id"])
    op.create_index("ix_invoice_line_entry", "invoice_line", ["entry"])
    op.create_table(
        "project_asset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("disposition", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["asset.id"],
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("project_id", "asset_id"),
    )
    op.create_index("ix_project_asset_asset_id", "project_asset", ["asset_id"])
    op.create_index("ix_project_asset_project_id", "project_asset", ["project_id"])
    op.create_table(
        "project_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("treatment", sa.String(length=5), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price_minor", sa.BigInteger(), nullable=False),
        sa.Column("months_after", sa.Integer(), nullable=False),
        sa.Column("billing", sa.String(length=10), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_project_line_project_id", "project_line", ["project_id"])
    op.add_column("client", sa.Column("tax_treatment", sa.String(length=12), nullable=False, server_default="added"))
    op.add_column("client", sa.Column("blackout_months", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("client", sa.Column("technician_hours_per_quarter", sa.Integer(), nullable=True))
    op.add_column("client", sa.Column("scenario", sa.String(length=20), nullable=False, server_default="as_decided"))

    op.add_column("price_override", sa.Column("accessories_minor", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("price_override", sa.Column("freight_minor", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("price_override", sa.Column("disposal_minor", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("price_override", sa.Column("trade_in_minor", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("price_override", sa.Column("growth_basis_points", sa.Integer(), nullable=True))


def downgrade() -> None:
    for column in ("growth_basis_points", "trade_in_minor", "disposal_minor", "freight_minor", "accessories_minor"):
        op.drop_column("price_override", column)
    for column in ("scenario", "technician_hours_per_quarter", "blackout_months", "tax_treatment"):
        op.drop_column("client", column)
    for table in (
        "project_line",
        "project_asset",
        "invoice_line",
        "special_price",
        "project",
        "baseline",
        "exchange_rate",
    ):
        op.drop_table(table)
