package org.ringdown.config;

import java.net.InetAddress;
import java.util.Arrays;

/** An address with the number of its leading bits that count: 10.0.0.0/8. */
public record Network(InetAddress address, int prefix) {
    public Network {
        if (prefix < 0 || prefix > address.getAddress().length * 8) {
            throw new IllegalArgumentException("prefix /" + prefix);
        }
    }

    /** Reads "10.0.0.0/8", "::1/128" or a single address. Throws IllegalArgumentException for anything else; looks up no name. */
    public static Network of(String text) {
        int slash = text.indexOf('/');
        var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * 8;
        return new Network(address, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    }

    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) return false;
        int whole = prefix / 8;
        int rest = prefix % 8;
        return Arrays.equals(ours, 0, whole, theirs, 0, whole)
                && (rest == 0 || (ours[whole] ^ theirs[whole]) >> 8 - rest == 0);
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
