package dev.r3.model.check;

/** The distribution of a next token, computed in float64. */
final class NextToken {
    private final double[] logProbs;

    private NextToken(double[] logProbs) {
        this.logProbs = logProbs;
    }

    /** log softmax(x) = x - max x - log sum exp(x - max x). */
    static NextToken of(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        double[] logProbs = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            logProbs[i] = logits[i] - largest - Math.log(sum);
        }
        return new NextToken(logProbs);
    }

    int likeliest() {
        int likeliest = 0;
        for (int i = 1; i < logProbs.length; i++) {
            if (logProbs[i] > logProbs[likeliest]) {
                likeliest = i;
            }
        }
        return likeliest;
    }

    double logProb(int token) {
        return logProbs[token];
    }

    /** -sum p log p, in nats. */
    double entropy() {
        double entropy = 0;
        for (double logProb : logProbs) {
            entropy -= Math.exp(logProb) * logProb;
        }
        return entropy;
    }
}
