package dev.r3.activities.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that uses a folder until it is killed; it says when it does. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        FolderLock lock = FolderLock.use(Path.of(arguments[0]));
        System.out.print("!");
        System.out.flush();
        TimeUnit.MINUTES.sleep(5);
        lock.close();
    }
}
