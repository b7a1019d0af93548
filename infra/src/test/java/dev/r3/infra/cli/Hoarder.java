package dev.r3.infra.cli;

/** A process whose memory runs out, first where that is answered for, then where it is not. */
final class Hoarder {
    private static final int MORE_THAN_THERE_IS = 1 << 30;

    private Hoarder() {}

    public static void main(String[] arguments) throws InterruptedException {
        FullHeap.endsTheProcess();
        try {
            hoard();
        } catch (OutOfMemoryError e) {
            System.out.print("less");
            System.out.flush();
        }
        Thread careless = new Thread(Hoarder::hoard);
        careless.start();
        careless.join();
        Thread.sleep(10_000);
        System.out.print(", and on");
    }

    private static void hoard() {
        System.out.print(new byte[MORE_THAN_THERE_IS].length);
    }
}
