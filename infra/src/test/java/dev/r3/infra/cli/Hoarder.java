package dev.r3.infra.cli;

/** A process whose threads fail: of another cause, then as memory runs out where that is answered for, then elsewhere. */
final class Hoarder {
    private static final int MORE_THAN_THERE_IS = 1 << 30;

    private Hoarder() {}

    public static void main(String[] arguments) throws InterruptedException {
        FullHeap.endsTheProcess();
        await(() -> {
            throw new IllegalStateException("of another cause");
        });
        try {
            hoard();
        } catch (OutOfMemoryError e) {
            System.out.print("less");
            System.out.flush();
        }
        await(Hoarder::hoard);
        System.out.print(", and on");
    }

    private static void await(Runnable careless) throws InterruptedException {
        Thread thread = new Thread(careless, "careless");
        thread.start();
        thread.join();
    }

    private static void hoard() {
        System.out.print(new byte[MORE_THAN_THERE_IS].length);
    }
}
