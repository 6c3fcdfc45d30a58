"""Papers read for what is wrong or worth asking: a job description's audit and draft, a résumé's screening."""
