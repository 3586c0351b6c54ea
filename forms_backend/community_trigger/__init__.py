"""The ASB Case Review (Community Trigger): a person asks the council to look again at antisocial behaviour that goes on."""
