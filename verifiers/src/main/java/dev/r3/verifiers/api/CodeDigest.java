package dev.r3.verifiers.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

/**
 * The digest of the code behind a class: itself and every class that it reaches in R3's verifiers or in its own package
 * and below, as byte code without line numbers, local names and source names. So comments, formatting and a rebuild of
 * unchanged source leave it alone. Libraries and the JDK are not followed.
 */
final class CodeDigest {

    private static final String VERIFIERS = "dev/r3/verifiers/";

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

    private static SortedMap<String, byte[]> reachable(Class<?> root) {
        String rootName = root.getName().replace('.', '/');
        String rootPackage = rootName.substring(0, rootName.lastIndexOf('/') + 1);
        SortedMap<String, byte[]> codes = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(Set.of(rootName));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (codes.containsKey(name)) {
                continue;
            }
            Set<String> references = new TreeSet<>();
            codes.put(name, strip(read(root, name), references));
            references.stream()
                    .filter(reference -> reference.startsWith(VERIFIERS) || reference.startsWith(rootPackage))
                    .forEach(open::add);
        }
        return codes;
    }

    /** The class without debug information and with its constants in order of use; adds the names it refers to. */
    private static byte[] strip(byte[] code, Set<String> references) {
        ClassWriter writer = new ClassWriter(0);
        Remapper collector = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String internalName) {
                references.add(internalName);
                return internalName;
            }
        };
        new ClassReader(code).accept(new ClassRemapper(writer, collector), ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    private static byte[] read(Class<?> root, String name) {
        String resource = name + ".class";
        ClassLoader loader = root.getClassLoader();
        try (InputStream in = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("class file of %s is not found".formatted(name));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read class file of " + name, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
