package org.ringdown.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.ringdown.store.Archive;
import org.ringdown.store.AwayException;
import org.ringdown.store.Contact;
import org.ringdown.user.Grant;
import org.ringdown.wire.Plain;
import tools.jackson.databind.node.JsonNodeFactory;

/** /v1/contacts: whom the user of a page wants to find again; each is reached by its number, /v1/contacts/NUMBER. */
final class ContactsEndpoint {
    private static final String CONTACTS = "/v1/contacts";
    private static final String BELOW = CONTACTS + "/";
    private static final int MAX_BODY = 4 * 1024;

    private final PageTokens tokens;
    private final Archive archive;

    ContactsEndpoint(PageTokens tokens, Archive archive) {
        this.tokens = tokens;
        this.archive = archive;
    }

    static boolean serves(String path) {
        return path.equals(CONTACTS) || path.startsWith(BELOW);
    }

    Map<String, Endpoint> methods(String path) {
        return path.equals(CONTACTS)
                ? Map.of("GET", ask -> kept(ask, this::list))
                : Map.of(
                        "PUT",
                        ask -> kept(ask, page -> put(page, ask)),
                        "DELETE",
                        ask -> kept(ask, page -> remove(page, ask)));
    }

    /** A visitor is another one each time, so nothing is kept for them. */
    private Answer kept(Ask ask, PageTokens.Known known) throws Exception {
        return tokens.known(
                ask,
                page -> {
                    if (page.isGuest())
                        return Problem.of(403, "forbidden", "Guests have no contacts.");
                    try {
                        return known.answer(page);
                    } catch (AwayException e) {
                        return Problems.away(e);
                    } catch (BadMessage bad) {
                        return Problem.of(400, "bad-message", bad.getMessage());
                    }
                });
    }

    private Answer list(Grant page) throws AwayException {
        var out = JsonNodeFactory.instance.objectNode();
        var contacts = out.putArray("contacts");
        for (var contact : archive.contacts(page.user()))
            contacts.addObject().put("number", contact.number()).put("name", contact.name());
        return Answer.of(200, "application/json", out.toString());
    }

    private Answer put(Grant page, Ask ask) throws Exception {
        var number = number(ask);
        var body = ask.body(MAX_BODY);
        if (body.isEmpty()) return Problem.of(413, "too-large", "The body may have 4 kB.");
        var in = JsonMembers.parse(new String(body.get(), StandardCharsets.UTF_8));
        var name = in.text("name", Contact.LONGEST_NAME);
        if (!Plain.is(name)) throw new BadMessage("name has control characters.");
        boolean kept = archive.put(page.user(), new Contact(number, name));
        return kept
                ? Answer.empty(204)
                : Problem.of(409, "too-many", "One user may have " + Contact.MOST + " contacts.");
    }

    private Answer remove(Grant page, Ask ask) throws Exception {
        return archive.remove(page.user(), number(ask))
                ? Answer.empty(204)
                : Problem.of(404, "not-found", "There is no contact of this number.");
    }

    private static String number(Ask ask) throws BadMessage {
        var number = ask.path().substring(BELOW.length());
        if (number.isEmpty() || number.length() > Contact.LONGEST_NUMBER || !Plain.is(number))
            throw new BadMessage(
                    "The path ends with a number or an address of 1 to "
                            + Contact.LONGEST_NUMBER
                            + " characters.");
        return number;
    }
}
