"""Several servers over one ledger: what they know of each other, and which of them leads.

Any node serves any client and carries out any command; that nothing goes wrong rests on the append
alone. What stands here only keeps the nodes from doing the same work twice, and lets them judge
each other's clients fairly.
"""
