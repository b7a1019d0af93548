package dev.r3.verifiers.functioncalling.match;

/** The policies by the names that the option {@code policy} takes. */
public enum PolicyName {
    /** The same parameters with the same canonical JSON. */
    EXACT,
    /** Values mean the same, defaults included. */
    TYPED,
    /** The rules of BFCL's AST checker. */
    BFCL;

    public Policy policy() {
        return switch (this) {
            case EXACT -> new ExactPolicy();
            case TYPED -> new TypedPolicy();
            case BFCL -> new BfclPolicy();
        };
    }
}
