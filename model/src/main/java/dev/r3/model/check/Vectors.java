package dev.r3.model.check;

/** Norms and differences, summed in float64. */
final class Vectors {
    private Vectors() {}

    static double norm(float[] vector) {
        double squares = 0;
        for (float element : vector) {
            squares += (double) element * element;
        }
        return Math.sqrt(squares);
    }

    static float[] minus(float[] vector, float[] other) {
        float[] difference = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            difference[i] = vector[i] - other[i];
        }
        return difference;
    }

    static double distance(float[] vector, float[] other) {
        return norm(minus(vector, other));
    }
}
