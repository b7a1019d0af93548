package dev.r3.verifiers.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;

/**
 * The digest of the code behind a class: itself and every class that it reaches in R3's verifiers or, for a plug-in, in
 * the plug-in's own jar, each in its {@link CodeNormalForm}. So comments, formatting, debug information and the compiler
 * leave it alone. Libraries and the JDK are not followed.
 */
public final class CodeDigest {

    private CodeDigest() {}

    /** SHA-256 over the names and byte code of all reached classes in the order of their names, 64 hex digits. */
    static String of(Class<?> root) {
        MessageDigest digest = sha256();
        reachable(root).forEach((name, code) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(code);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * SHA-256 of one class in its {@link CodeNormalForm}, 64 hex digits.
     *
     * @param file a class file's bytes
     */
    public static String ofClassFile(byte[] file) {
        return HexFormat.of().formatHex(sha256().digest(normalForm(file, new TreeSet<>())));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static SortedMap<String, byte[]> reachable(Class<?> root) {
        ClassFiles files = ClassFiles.around(root);
        SortedMap<String, byte[]> codes = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(Set.of(files.rootName()));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (codes.containsKey(name)) {
                continue;
            }
            Set<String> references = new TreeSet<>();
            codes.put(name, normalForm(files.read(name), references));
            references.stream().filter(files::follow).forEach(open::add);
        }
        return codes;
    }

    /** The class in normal form, its constants in order of use; adds the names it refers to. */
    private static byte[] normalForm(byte[] code, Set<String> references) {
        ClassNode node = new ClassNode();
        new ClassReader(code).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        CodeNormalForm.apply(node);
        ClassWriter writer = new ClassWriter(0);
        Remapper collector = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String internalName) {
                references.add(internalName);
                return internalName;
            }
        };
        node.accept(new ClassRemapper(writer, collector));
        return writer.toByteArray();
    }
}
