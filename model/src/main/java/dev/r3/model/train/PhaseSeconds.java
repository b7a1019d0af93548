package dev.r3.model.train;

/** Where the time of an update went. */
public record PhaseSeconds(double reference, double forward, double backward, double update) {
    static final PhaseSeconds NONE = new PhaseSeconds(0, 0, 0, 0);

    PhaseSeconds plus(PhaseSeconds other) {
        return new PhaseSeconds(
                reference + other.reference, forward + other.forward, backward + other.backward, update + other.update);
    }

    /** Of two lanes that ran at the same time: those of the longer one. */
    PhaseSeconds beside(PhaseSeconds other) {
        return other.total() > total() ? other : this;
    }

    public double total() {
        return reference + forward + backward + update;
    }
}
