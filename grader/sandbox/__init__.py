"""The student's processes: starting, confining, talking to and ending them. The only place where a student's code runs.

The student's side is `zygote`, `warden`, `candidate` and `confine`, with `protocol`, `wire` and `limits`, which both sides
share. The examiner's side is `client`, `launcher`, `fork`, `spawn`, `jail`, `mounts`, `probe` and `default`.
"""
