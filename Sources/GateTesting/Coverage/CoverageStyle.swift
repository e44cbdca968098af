/// The look of the page: the colours of the reader's system, and a mark beside each colour's meaning.
let coverageStyle = """
    :root {
      --back: #fff; --text: #1f2328; --soft: #59636e; --line: #d1d9e0;
      --full: #dafbe1; --partial: #fff8c5; --none: #ffebe9;
      --full-mark: #1a7f37; --partial-mark: #9a6700; --none-mark: #cf222e;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --back: #0d1117; --text: #e6edf3; --soft: #9198a1; --line: #3d444d;
        --full: #12261e; --partial: #2b2412; --none: #321a1d;
        --full-mark: #3fb950; --partial-mark: #d29922; --none-mark: #f85149;
      }
    }
    body { margin: 2rem; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
    a { color: inherit; }
    table { border-collapse: collapse; }
    .summary th, .summary td { padding: .2rem .8rem; border-bottom: 1px solid var(--line); text-align: right; }
    .summary th:first-child { text-align: left; }
    .summary td { font-variant-numeric: tabular-nums; }
    .void, thead th { color: var(--soft); font-weight: normal; }
    .full { background: var(--full); } .partial { background: var(--partial); } .none { background: var(--none); }
    details { margin-top: 1rem; } summary { cursor: pointer; }
    .legend span { padding: .1rem .5rem; border: 1px solid var(--line); }
    .listing { width: 100%; font: 13px/1.45 ui-monospace, monospace; }
    .listing td { padding: 0 .6rem; vertical-align: top; }
    .listing td:nth-child(-n+2) { width: 1%; text-align: right; color: var(--soft); user-select: none; }
    .listing th { text-align: left; padding: 0 .6rem; }
    .listing code { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
    .listing tr { border-left: 4px solid transparent; }
    .listing tr.full { border-left-color: var(--full-mark); }
    .listing tr.partial { border-left-color: var(--partial-mark); }
    .listing tr.none { border-left-color: var(--none-mark); }
    .listing tr:target { outline: 2px solid var(--text); }
    .listing ul { margin: 0 0 .3rem; padding-left: 3rem; list-style: "\\2717  "; font-family: system-ui, sans-serif; }
    .listing li { color: var(--none-mark); }
    .listing .partial li { color: var(--partial-mark); }
    """
