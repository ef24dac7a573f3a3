package org.ringdown.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** Whether files that hold secrets can be read by everybody on this machine. */
final class FilesCheck implements Check {
    private final List<Path> secrets;

    FilesCheck(List<Path> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public void look(Report report) {
        var open = secrets.stream().filter(FilesCheck::isForEverybody).toList();
        for (var file : open)
            report.warning(
                    "secret-readable",
                    file + " can be read by every user of this machine.",
                    "chmod o-rwx " + file);
        if (open.isEmpty()) report.good("No other user can read the files with secrets.");
    }

    private static boolean isForEverybody(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
