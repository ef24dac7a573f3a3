package org.ringdown.sip;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.ringdown.wire.MalformedException;

/** One address of a Contact header (RFC 3261 §20.10). */
public record Contact(NameAddr address) {
    /** What a time of expiry that cannot be read counts as (§10.3). */
    static final long DEFAULT_EXPIRY = 3600;

    static final long MAX_SECONDS = 0xffff_ffffL;

    public static Contact of(Uri uri) {
        return new Contact(NameAddr.of(uri));
    }

    public static Contact parse(String text) throws MalformedException {
        return new Contact(NameAddr.parse(text));
    }

    public Uri uri() {
        return address.uri();
    }

    /** Seconds; 3600 where the value cannot be read, as §10.3 has it. Empty when the parameter is absent. */
    public OptionalLong expires() {
        if (!address.params().has("expires")) return OptionalLong.empty();
        var written = address.params().get("expires").orElse("");
        return OptionalLong.of(Numbers.parse(written, MAX_SECONDS).orElse(DEFAULT_EXPIRY));
    }

    /** 0 to 1; empty when absent or unreadable. */
    public OptionalDouble q() {
        return address.params().get("q").map(Quality::parse).orElse(OptionalDouble.empty());
    }

    public Contact withExpires(long seconds) {
        return new Contact(address.withParam("expires", Long.toString(seconds)));
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
