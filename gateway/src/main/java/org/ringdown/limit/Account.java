package org.ringdown.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Whose calls are counted together. */
public record Account(Kind kind, String name) {
    private static final int SUBSCRIBER_BYTES = 8;

    /** What has limits of its own. */
    public enum Kind {
        USER,
        /** The SIP phones of a user, beside the user. */
        PHONES,
        /** Where somebody calls from whom we do not know. */
        ADDRESS,
        BUTTON,
        TRUNK,
        LINE,
        /** Numbers that begin alike. */
        PREFIX
    }

    public static Account user(String name) {
        return new Account(Kind.USER, name);
    }

    public static Account phones(String user) {
        return new Account(Kind.PHONES, user);
    }

    public static Account button(String key) {
        return new Account(Kind.BUTTON, key);
    }

    public static Account trunk(String name) {
        return new Account(Kind.TRUNK, name);
    }

    public static Account line(String user) {
        return new Account(Kind.LINE, user);
    }

    static Account prefix(String text) {
        return new Account(Kind.PREFIX, text);
    }

    /** Of IPv6 the first half: whoever has one address there has all of them (RFC 6177). */
    public static Account address(InetAddress source) {
        return new Account(
                Kind.ADDRESS,
                source instanceof Inet6Address six
                        ? HexFormat.of().formatHex(six.getAddress(), 0, SUBSCRIBER_BYTES) + "/64"
                        : source.getHostAddress());
    }

    /** As text, where that is how it came. */
    public static Account address(String source) {
        try {
            return address(InetAddress.ofLiteral(source));
        } catch (IllegalArgumentException unknown) {
            return new Account(Kind.ADDRESS, source);
        }
    }

    /** Whether there may be any number of such: nobody has written their names down. */
    boolean isAnybodys() {
        return kind == Kind.ADDRESS || name.startsWith("guest:");
    }

    /** For those who are refused, and the log: it names nobody whom its reader does not know. */
    String words() {
        return switch (kind) {
            case USER -> name.startsWith("guest:") ? "This visitor" : name;
            case PHONES -> "The phones of " + name;
            case ADDRESS -> "This address";
            case BUTTON -> "The button " + name;
            case TRUNK -> "The trunk " + name;
            case LINE -> "The line of " + name;
            case PREFIX -> "Numbers that begin with " + name;
        };
    }
}
