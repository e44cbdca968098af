/// Files whose coverage is looked at.
enum CoverageCases {
    static let shared = """
        hookgate: 1
        flows:
          check:
            inputs: { n: int }
            steps:
              - branches:
                  - { name: odd, when: n % 2 == 1,
                      respond: { status: 409 } }
        endpoints:
          one:
            path: /one
            auth: none
            steps:
              - { call: check, with: { n: "${body.n}" } }
              - respond: { status: 200 }
          two:
            path: /two
            auth: none
            steps:
              - { call: check, with: { n: "${body.n}" } }
              - respond: { status: 201 }
        """

    static let twice = """
        hookgate: 1
        flows:
          check:
            inputs: { n: int }
            steps:
              - branches:
                  - { name: odd, when: n % 2 == 1, respond: { status: 409 } }
        endpoints:
          twice:
            path: /twice
            auth: none
            steps:
              - { name: first, call: check, with: { n: "${body.n}" } }
              - { name: second, call: check, with: { n: "${body.m}" } }
              - respond: { status: 200 }
        """

    /// A path parameter is never missing, a query with a wildcard never either where there is a body, and conditions
    /// that are complete have a last one that is never false.
    static let impossible = """
        hookgate: 1
        endpoints:
          a:
            path: /a/{id}
            methods: [GET]
            auth: none
            extract:
              number: { param: id, type: int, required: true }
              all: { body: "$.items[*]", required: true }
            branches:
              - name: low
                when: number < 10
                respond: { status: 200 }
              - name: high
                when: number >= 10
                respond: { status: 201 }
          b:
            path: /b
            auth: none
            extract:
              any: { body: "$.items[*]", type: list, required: true }
            respond: { status: 200 }
        """

    /// Every kind of point and every refusal.
    static let everything = """
        hookgate: 1
        secrets: { key: { env: KEY } }
        endpoints:
          sync:
            path: /sync
            auth: { basic: { username: a, password: key }, source_ip: [127.0.0.1] }
            extract:
              event: { body: $.event, type: string, required: true }
              rows: { body: $.rows, type: list }
              note: $.note
            steps:
              - require: note != "no"
                name: noted
              - for_each:
                  in: rows
                  as: row
                  max: 2
                  steps:
                    - set: { twice: "${row * 2}" }
                  collect: { doubled: "${twice}" }
              - switch: event
                branches:
                  - case: [a, b]
                    when: size(doubled) > 1
                    respond: { status: 201 }
                  - case: a
                    respond: { status: 202 }
                  - else:
                    respond: { status: 203 }
          later:
            path: /later
            mode: async
            auth: none
            respond: { status: 202, text: later }
            steps:
              - branches:
                  - when: body.n > 1
                    steps: [{ end: }]
              - for_each: { in: body.rows, as: row, max: 1, steps: [{ set: { same: "${row}" } }] }
        """

    /// More endpoints for `everything`: text that is markup elsewhere, and marks of direction.
    static let hostile = """

          hostile:
            path: /hostile
            auth: none
            branches:
              - name: "<b>bold</b> & 'quoted' \\u202E"
                when: body.n < 1 && "<b>" != "\u{202E}"
                respond: { status: 200 }
              - else:
                respond: { status: 201 }
        """

    /// What only a proof shows to be impossible: a way that a caller closes, a condition that says what its case says,
    /// and a switch whose cases are all that there is.
    static let proven = """
        hookgate: 1
        flows:
          check:
            inputs: { n: any }
            steps:
              - branches:
                  - name: odd
                    when: n == 1
                    respond: { status: 409 }
        endpoints:
          closed:
            path: /closed
            auth: none
            steps:
              - { call: check, with: { n: "${2}" } }
              - respond: { status: 200 }
          open:
            path: /open
            auth: none
            steps:
              - { call: check, with: { n: "${body.n}" } }
              - respond: { status: 201 }
          again:
            path: /again
            auth: none
            extract:
              event: { body: $.type, type: string, required: true }
              flag: { body: $.flag, type: bool, required: true }
            steps:
              - switch: flag
                branches:
                  - { case: true, steps: [{ set: { a: 1 } }] }
                  - { case: false, steps: [{ set: { a: 2 } }] }
              - switch: event
                branches:
                  - case: a
                    when: event == "a"
                    respond: { status: 202 }
                  - else:
                    respond: { status: 203 }
        """
}
