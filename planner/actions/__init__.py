"""What a person can do: one function per action, called by pages and commands alike.

Each takes the store and the actor first, checks the actor in the store, and is one transaction and one audit
entry where it changes anything.
"""
