def occupation_coder():
    return None


def index_build(entries):
    return None
