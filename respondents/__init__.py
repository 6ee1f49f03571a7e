"""Who is asked: parties, bodies, politicians and the seats they hold. Knows nothing of questions."""
