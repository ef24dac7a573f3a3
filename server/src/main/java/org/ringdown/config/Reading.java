package org.ringdown.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What one reading of the configuration shares: the mistakes found so far, and the folder that paths start from. */
final class Reading {
    private static final int MAX_SECRET = 16 * 1024;

    private final Path folder;
    private final List<Mistake> mistakes = new ArrayList<>();

    Reading(Path folder) {
        this.folder = folder;
    }

    void mistake(Where where, String what) {
        mistakes.add(new Mistake(where, what));
    }

    List<Mistake> notedSoFar() {
        return mistakes;
    }

    /** In the order in which they stand in the file. */
    List<Mistake> mistakes() {
        return mistakes.stream()
                .distinct()
                .sorted(Comparator.comparingInt(mistake -> mistake.where().line()))
                .toList();
    }

    Path resolve(Path path) {
        return folder.resolve(path);
    }

    /** The text of a secret's file, without the line end that editors leave. */
    Optional<Secret> secretIn(Path file, Where where, String name) {
        var path = resolve(file);
        try {
            if (Files.size(path) > MAX_SECRET) {
                mistake(where, name + ": " + path + " is too long for a secret");
                return Optional.empty();
            }
            return Optional.of(new Secret(Files.readString(path).strip()));
        } catch (IOException | SecurityException e) {
            mistake(where, name + ": " + path + " cannot be read (" + reason(e) + ")");
            return Optional.empty();
        }
    }

    /** The exceptions of the file system say little but the path; their kind says what is wrong. */
    static String reason(Exception e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "there is no such file";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.charset.CharacterCodingException _ -> "it is not UTF-8 text";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
