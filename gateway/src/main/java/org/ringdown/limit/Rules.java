package org.ringdown.limit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the operator allows.
 *
 * @param user each user, and each visitor
 * @param address each address of those who are no users of ours
 * @param buttons by their keys
 * @param trunks by their names
 * @param prefixes by the text with which numbers begin
 */
public record Rules(
        Allowance user,
        Allowance address,
        Map<String, Allowance> buttons,
        Map<String, Allowance> trunks,
        Map<String, Allowance> prefixes) {
    /** Calls of one user's phones, or by one line, that may begin within a second: more is a phone that has gone mad. */
    private static final int MAD = 20;

    public Rules {
        buttons = Map.copyOf(buttons);
        trunks = Map.copyOf(trunks);
        var bare = new HashMap<String, Allowance>();
        prefixes.forEach((prefix, allowed) -> bare.put(Stop.bare(prefix), allowed));
        prefixes = Map.copyOf(bare);
    }

    /** For users alone. */
    public static Rules ofUsers(Allowance user) {
        return new Rules(user, Allowance.NONE, Map.of(), Map.of(), Map.of());
    }

    public Rules withAddress(Allowance each) {
        return new Rules(user, each, buttons, trunks, prefixes);
    }

    public Rules withButtons(Map<String, Allowance> each) {
        return new Rules(user, address, each, trunks, prefixes);
    }

    public Rules withTrunks(Map<String, Allowance> each) {
        return new Rules(user, address, buttons, each, prefixes);
    }

    public Rules withPrefixes(Map<String, Allowance> each) {
        return new Rules(user, address, buttons, trunks, each);
    }

    Allowance of(Account account) {
        var name = account.name();
        return switch (account.kind()) {
            case USER -> user;
            case PHONES -> Allowance.NONE.withCallsPerSecond(MAD);
            case LINE ->
                    new Allowance(
                                    user.calls(),
                                    user.callsPerSecond(),
                                    Allowance.NONE.callsPerHour(),
                                    Allowance.NONE.minutesPerDay())
                            .withCallsPerSecond(MAD);
            case ADDRESS -> address;
            case BUTTON -> buttons.getOrDefault(name, Allowance.NONE);
            case TRUNK -> trunks.getOrDefault(name, Allowance.NONE);
            case PREFIX -> prefixes.getOrDefault(name, Allowance.NONE);
        };
    }

    /** With the prefixes that its numbers have. */
    Claim complete(Claim claim) {
        return claim.and(
                prefixes.keySet().stream()
                        .filter(prefix -> begins(claim.numbers(), prefix))
                        .sorted()
                        .map(Account::prefix)
                        .toList());
    }

    private static boolean begins(List<String> numbers, String prefix) {
        return numbers.stream().anyMatch(number -> number.startsWith(prefix));
    }
}
