package org.ringdown.limit;

import java.util.Locale;
import java.util.Optional;

/**
 * Calls that the operator does not want now, until that is taken back.
 *
 * @param name whose; of {@link What#EVERYTHING} it is empty
 */
public record Stop(What what, String name) {
    private static final int LONGEST = 128;

    /** What can be stopped. */
    public enum What {
        /** Whatever a user begins. */
        USER,
        BUTTON,
        /** Calls to a trunk; those from it go on. */
        TRUNK,
        /** Calls to numbers that begin alike. */
        PREFIX,
        /** All calls that leave the gateway; those within it go on. */
        EVERYTHING;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As it is written: "user alice", "everything"; empty where that says nothing. */
    public static Optional<Stop> of(String what, String name) {
        for (var known : What.values()) {
            boolean fits = known == What.EVERYTHING ? name.isEmpty() : isName(name);
            if (known.word().equals(what) && fits)
                return Optional.of(new Stop(known, known == What.PREFIX ? bare(name) : name));
        }
        return Optional.empty();
    }

    private static boolean isName(String name) {
        boolean plain = name.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        return plain && !bare(name).isEmpty() && name.length() <= LONGEST;
    }

    static String bare(String prefix) {
        return prefix.endsWith("*") ? prefix.substring(0, prefix.length() - 1) : prefix;
    }

    boolean concerns(Claim claim) {
        return switch (what) {
            case USER -> claim.accounts().contains(Account.user(name));
            case BUTTON -> claim.accounts().contains(Account.button(name));
            case TRUNK -> claim.leaves() && claim.accounts().contains(Account.trunk(name));
            case PREFIX -> claim.numbers().stream().anyMatch(number -> number.startsWith(name));
            case EVERYTHING -> claim.leaves();
        };
    }

    String words() {
        return switch (what) {
            case USER -> name.startsWith("guest:") ? "this visitor's calls" : "calls of " + name;
            case BUTTON -> "calls by the button " + name;
            case TRUNK -> "calls to the trunk " + name;
            case PREFIX -> "calls to numbers that begin with " + name;
            case EVERYTHING -> "all calls that leave the gateway";
        };
    }
}
