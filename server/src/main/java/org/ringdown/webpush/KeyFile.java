package org.ringdown.webpush;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.HexFormat;

/** Keeps our key pair: browsers know us by it, so that another one wakes none of them. */
final class KeyFile {
    private static final HexFormat HEX = HexFormat.of();

    private KeyFile() {}

    /** What is there, or a pair that is there from now on. */
    static KeyPair in(Path path, SecureRandom random) throws IOException {
        if (Files.exists(path)) return read(path);
        var fresh = P256.fresh(random);
        var text =
                HEX.formatHex(P256.write((ECPublicKey) fresh.getPublic()))
                        + "\n"
                        + ((ECPrivateKey) fresh.getPrivate()).getS().toString(16)
                        + "\n";
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix"))
            Files.createFile(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, text);
        return fresh;
    }

    private static KeyPair read(Path path) throws IOException {
        try {
            var lines = Files.readAllLines(path);
            var secret = new java.math.BigInteger(lines.get(1).strip(), 16).toByteArray();
            return P256.pair(HEX.parseHex(lines.get(0).strip()), secret);
        } catch (InvalidKeySpecException | RuntimeException e) {
            throw new IOException(
                    path + " is not a key file of ours; remove it to have a new one made", e);
        }
    }
}
