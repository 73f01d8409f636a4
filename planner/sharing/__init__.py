"""Who may do what: people, sessions, the audit trail."""
