def occupation_coder():
    return None
