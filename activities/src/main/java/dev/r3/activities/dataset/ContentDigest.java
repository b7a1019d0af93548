package dev.r3.activities.dataset;

import dev.r3.activities.table.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * The SHA-256 of a data set's content: over one line a task in the order of the file, each its side, a space, its standard
 * row as canonical JSON and a line feed, in UTF-8. The format of the file does not enter.
 */
final class ContentDigest {

    private ContentDigest() {}

    /** 64 hex digits. */
    static String of(Database database) throws SQLException {
        MessageDigest digest = sha256();
        database.forEach(
                "SELECT side || ' ' || task || chr(10) FROM " + TaskTable.NAME,
                row -> digest.update(row.getString(1).getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
