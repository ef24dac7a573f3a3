package org.ringdown.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.config.Configuration.Dtmf;
import org.ringdown.config.Configuration.Line;
import org.ringdown.config.Configuration.May;
import org.ringdown.config.Configuration.Offer;
import org.ringdown.config.Configuration.Srtp;
import org.ringdown.config.Configuration.Transfer;
import org.ringdown.config.Configuration.Trunk;

/** What we have at other SIP systems: trunks, and the lines of users. */
final class TrunkBinder {
    private static final Duration EXPIRES = Duration.ofHours(1);
    private static final Duration WATCH = Duration.ofSeconds(30);
    private static final String ADVICE = "write the account's password";

    private TrunkBinder() {}

    static Line line(Section in) {
        return new Line(
                in.need("uri", Kind.SIP, ""),
                in.need("username", Kind.TEXT, ""),
                in.needSecret("password", 1, ADVICE),
                in.find("realm", Kind.TEXT),
                in.find("registrar", Kind.SIP),
                in.find("proxy", Kind.SIP),
                in.get("expires", Kind.LENGTH_OF_TIME, EXPIRES),
                in.get("transfer", Kind.oneOf(Transfer.class), Transfer.BRIDGE));
    }

    static Trunk trunk(Section in) {
        var username = in.find("username", Kind.TEXT);
        var password = in.secret("password");
        boolean register = in.get("register", Kind.FLAG, false);
        if (username.isPresent() && password.isEmpty())
            in.mistake("password", "is missing; " + ADVICE);
        if (username.isEmpty() && password.isPresent())
            in.mistake("username", "is missing; write the account's name");
        if (username.isEmpty() && register)
            in.mistake("register", "needs a username and a password");
        return new Trunk(
                in.need("uri", Kind.SIP, ""),
                in.find("proxy", Kind.SIP),
                username,
                password,
                in.find("realm", Kind.TEXT),
                register,
                in.get("expires", Kind.LENGTH_OF_TIME, EXPIRES),
                in.list("allow", Kind.NETWORK),
                in.get("watch", Kind.offOr(Kind.LENGTH_OF_TIME), Optional.of(WATCH)),
                in.list("codecs", Kind.CODEC),
                in.get("dtmf", Kind.oneOf(Dtmf.class), Dtmf.RFC4733),
                in.get("srtp", Kind.oneOf(Srtp.class), Srtp.OFF),
                in.get("comedia", Kind.FLAG, false),
                in.get("offer", Kind.oneOf(Offer.class), Offer.NOW),
                in.find("from", Kind.NUMBER),
                in.get("trusted", Kind.FLAG, false),
                in.list("headers", Kind.HEADER),
                in.get("refer", Kind.SWITCH, true),
                in.get("transfer", Kind.oneOf(Transfer.class), Transfer.BRIDGE),
                in.list("may", Kind.oneOf(May.class), List.of(May.INFO)),
                count(in, "max-calls"),
                count(in, "calls-per-second"),
                in.findFile("ca"));
    }

    private static OptionalInt count(Section in, String key) {
        return in.find(key, Kind.COUNT).map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
