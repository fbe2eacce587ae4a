// What the Library has in the lessons: books, and who has borrowed them.

export interface Book {
  isbn: string;
  title: string;
  author: string;
  year: number;
}

export interface Loan {
  isbn: string;
  /** Counted from 1 for each book. */
  number: number;
  member: string;
}

export const books: Book[] = [
  { isbn: "9780141439518", title: "Pride and Prejudice", author: "Jane Austen", year: 1813 },
  { isbn: "9780141439471", title: "Frankenstein", author: "Mary Shelley", year: 1818 },
  { isbn: "9780142437230", title: "Don Quixote", author: "Miguel de Cervantes", year: 1605 },
  { isbn: "9780140449266", title: "The Count of Monte Cristo", author: "Alexandre Dumas", year: 1844 },
];

export const loans: Loan[] = [
  { isbn: "9780141439518", number: 1, member: "ada" },
  { isbn: "9780141439518", number: 2, member: "grace" },
  { isbn: "9780142437230", number: 1, member: "ada" },
];
